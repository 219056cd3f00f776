package shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A shop in Spring Boot; its health is that of Actuator. */
@SpringBootApplication
public class Shop {
    /** Opens the shop. */
    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }
}
